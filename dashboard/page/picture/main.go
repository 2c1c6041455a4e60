// Command picture takes pictures of a page: of every sheet, on a desktop and on a
// phone, light and dark, or of one.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/internal/browser"
)

func main() {
	file := flag.String("page", "shub-local/dashboard.html", "the page, `FILE`")
	out := flag.String("out", "pictures", "folder of the pictures, `DIR`")
	sheet := flag.String("sheet", "", "the `SHEET`, and no other, on a desktop, light and dark")
	flag.Parse()
	if err := run(*file, *out, *sheet); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func run(file, out, sheet string) error {
	full, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	d, err := dashboard.New(nil)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	tab, err := browser.Open(context.Background())
	if err != nil {
		return err
	}
	defer tab.Close()
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(full)}
	if sheet != "" {
		address.Fragment = sheet
		screen := browser.Screen{Width: 1440, Height: 1000}
		light := take(tab, screen, address, filepath.Join(out, "dashboard.png"), tab.Whole)
		screen.Dark = true
		return errors.Join(light, take(tab, screen, address, filepath.Join(out, "dashboard-dark.png"), tab.Whole), complaints(tab))
	}
	for _, s := range d.Sheets {
		address.Fragment = s.ID
		for name, screen := range map[string]browser.Screen{
			"desktop": {Width: 1440, Height: 900}, "desktop-dark": {Width: 1440, Height: 900, Dark: true},
			"phone": {Width: 390, Height: 844, Phone: true}, "phone-dark": {Width: 390, Height: 844, Phone: true, Dark: true},
		} {
			if err := take(tab, screen, address, filepath.Join(out, s.ID+"-"+name+".png"), tab.Whole); err != nil {
				return err
			}
		}
	}
	return complaints(tab)
}

func take(tab *browser.Tab, screen browser.Screen, address url.URL, name string, picture func() ([]byte, error)) error {
	if err := errors.Join(tab.Show(screen), tab.Visit(address.String())); err != nil {
		return fmt.Errorf("opening %s: %w", address.String(), err)
	}
	png, err := picture()
	if err != nil {
		return fmt.Errorf("taking %q: %w", name, err)
	}
	return os.WriteFile(name, png, 0o666)
}

func complaints(tab *browser.Tab) error {
	var errs []error
	for _, text := range tab.Complaints() {
		errs = append(errs, errors.New("the page complains: "+text))
	}
	return errors.Join(errs...)
}
