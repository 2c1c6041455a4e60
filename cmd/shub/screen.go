package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// screen is where text goes, and what it can show.
type screen struct {
	io.Writer
	// width is the columns of a terminal; 0 is no terminal but a pipe or file.
	width int
	// colour says that colours are wanted.
	colour bool
}

// pipeWidth is what text is made for where nobody says how wide it is.
const pipeWidth = 80

func newScreen(file *os.File) screen {
	s := screen{Writer: file}
	fd := int(file.Fd())
	if !term.IsTerminal(fd) {
		return s
	}
	s.width = pipeWidth
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		s.width = width
	}
	// no-color.org; a dumb terminal shows the codes instead.
	s.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
}

// terminal says whether somebody may be looking.
func (s screen) terminal() bool { return s.width > 0 }

// columns is the width to write for.
func (s screen) columns() int {
	if s.width > 0 {
		return s.width
	}
	return pipeWidth
}

// paint gives text a colour, an SGR parameter such as "31".
func (s screen) paint(colour, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// Colours by what they say. Nothing is said by colour alone.
const (
	faint = "2"
	bold  = "1"
)
