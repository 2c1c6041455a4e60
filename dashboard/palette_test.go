package dashboard

import (
	"fmt"
	"math"
	"strconv"
	"testing"
)

// eyes are how colours look without defect and without one of the three receptors:
// G. M. Machado et al., "A Physiologically-based Model for Simulation of Color
// Vision Deficiency", 2009, severity 1.0, of linear RGB.
var eyes = map[string][3][3]float64{
	"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// apart is the least distance in Oklab (times 100) between two colours of one
// picture, to any eye. Neighbouring steps of the Tableau 10 palette are about 10
// apart to a normal eye.
const apart = 9

// pictures are the colours that meet in one picture.
func pictures(p Palette) map[string][]string {
	named := func(names ...string) (colours []string) {
		for _, name := range names {
			colours = append(colours, p.Values[name])
		}
		return colours
	}
	return map[string][]string{
		"severities": named(Severities...),
		"status":     named("FAILED", "WARNING", "PASSED", "NO_DATA"),
		"flow":       named("opened", "reopened", "closed", "expired"),
		"rows":       named("rows", "quarantined"),
		"others":     p.Others,
	}
}

func TestPalettesAreToldApart(t *testing.T) {
	t.Parallel()
	for mode, palette := range map[string]Palette{"light": Light, "dark": Dark} {
		for picture, colours := range pictures(palette) {
			for eye, matrix := range eyes {
				for i, a := range colours {
					for _, b := range colours[:i] {
						if got := distance(linear(t, a), linear(t, b), matrix); got < apart {
							t.Errorf("%s, %s: to a %s eye %s and %s are %.1f apart, want %d", mode, picture, eye, a, b, got, apart)
						}
					}
				}
			}
		}
	}
}

func TestPalettesStandOut(t *testing.T) {
	t.Parallel()
	for mode, palette := range map[string]Palette{"light": Light, "dark": Dark} {
		for picture, colours := range pictures(palette) {
			for _, colour := range colours {
				if got := contrast(t, colour, palette.Ground); got < 3 {
					t.Errorf("%s, %s: %s on the ground has a contrast of %.2f, want 3", mode, picture, colour, got)
				}
			}
		}
		for what, colour := range map[string]string{"ink": palette.Ink, "faint ink": palette.Faint, "accent": palette.Accent} {
			if got := contrast(t, colour, palette.Ground); got < 4.5 {
				t.Errorf("%s: the %s %s has a contrast of %.2f, want 4.5", mode, what, colour, got)
			}
		}
	}
}

func linear(t *testing.T, colour string) (rgb [3]float64) {
	t.Helper()
	for i := range rgb {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil || len(colour) != 7 {
			t.Fatal(fmt.Errorf("colour %q: %w", colour, err))
		}
		if c := float64(n) / 255; c <= 0.04045 {
			rgb[i] = c / 12.92
		} else {
			rgb[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return rgb
}

// contrast is that of WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	return ratio(luminance(linear(t, a)), luminance(linear(t, b)))
}

func distance(a, b [3]float64, eye [3][3]float64) float64 {
	x, y := oklab(seen(a, eye)), oklab(seen(b, eye))
	return 100 * math.Hypot(math.Hypot(x[0]-y[0], x[1]-y[1]), x[2]-y[2])
}

func seen(rgb [3]float64, eye [3][3]float64) (out [3]float64) {
	for i, row := range eye {
		out[i] = min(1, max(0, row[0]*rgb[0]+row[1]*rgb[1]+row[2]*rgb[2]))
	}
	return out
}

// oklab is B. Ottosson's, https://bottosson.github.io/posts/oklab/.
func oklab(c [3]float64) [3]float64 {
	l := math.Cbrt(0.4122214708*c[0] + 0.5363325363*c[1] + 0.0514459929*c[2])
	m := math.Cbrt(0.2119034982*c[0] + 0.6806995451*c[1] + 0.1073969566*c[2])
	s := math.Cbrt(0.0883024619*c[0] + 0.2817188376*c[1] + 0.6299787005*c[2])
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// TestHeatMapsAreRead checks what is written on each step of a heat map's scale,
// which mixes its ends in Oklab as the page's style does.
func TestHeatMapsAreRead(t *testing.T) {
	t.Parallel()
	for mode, p := range map[string]Palette{"light": Light, "dark": Dark} {
		for part := 0; part <= 100; part += 2 {
			ink := p.OnCold
			if float64(part)/100 >= WarmFrom {
				ink = p.OnWarm
			}
			if got := ratio(luminance(mixed(linear(t, p.Cold), linear(t, p.Warm), float64(part)/100)), luminance(linear(t, ink))); got < 4.5 {
				t.Errorf("%s: at %d %% of the scale the number has a contrast of %.2f, want 4.5", mode, part, got)
			}
		}
	}
}

// mixed is a colour between two, in Oklab.
func mixed(a, b [3]float64, part float64) (rgb [3]float64) {
	x, y := oklab(a), oklab(b)
	var mix [3]float64
	for i := range mix {
		mix[i] = x[i] + (y[i]-x[i])*part
	}
	cube := func(x float64) float64 { return x * x * x }
	l := cube(mix[0] + 0.3963377774*mix[1] + 0.2158037573*mix[2])
	m := cube(mix[0] - 0.1055613458*mix[1] - 0.0638541728*mix[2])
	s := cube(mix[0] - 0.0894841775*mix[1] - 1.2914855480*mix[2])
	return [3]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
}

func luminance(rgb [3]float64) float64 { return 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2] }

func ratio(x, y float64) float64 { return (max(x, y) + 0.05) / (min(x, y) + 0.05) }
