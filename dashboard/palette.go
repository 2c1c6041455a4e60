package dashboard

// Palette is the colours of one mode, as #rrggbb. A value has its colour
// everywhere. Colours that meet in one picture are told apart also by people who
// see no red, no green or no blue, and stand out from the ground by 3 to 1, as
// WCAG 2.2, 1.4.11 asks (https://www.w3.org/TR/WCAG22/#non-text-contrast): tests
// measure both.
type Palette struct {
	// Page is the ground of the page, Ground that of the charts on it, Ink what is
	// written on either, Faint what is written with less weight, Rule what divides.
	Page, Ground, Ink, Faint, Rule string
	// Accent marks what can be clicked and what is chosen.
	Accent string
	// Cold and Warm are the ends of a heat map's scale, few and many; OnCold and
	// OnWarm are written on it, OnWarm from WarmFrom on.
	Cold, Warm, OnCold, OnWarm string
	// Values are the colours of values, by value: severities, statuses, what
	// happened to findings.
	Values map[string]string
	// Others are the colours of whatever has none, in order.
	Others []string
}

// Light is the palette of light mode and of print, Dark that of dark mode.
var (
	Light = Palette{
		Page: "#f3f5f8", Ground: "#ffffff", Ink: "#1c2430", Faint: "#55606f", Rule: "#d8dee6", Accent: "#0b5cad",
		Cold: "#f6efe8", Warm: "#7d1410", OnCold: "#000000", OnWarm: "#ffffff",
		Values: values("#6c0b37", "#c82e19", "#e07707", "#297dd1", "#9091a2", "#535c6d", "#17756a"),
		Others: []string{"#274d98", "#cb6b15", "#128c71", "#9056c3", "#b01135", "#645768"},
	}
	Dark = Palette{
		Page: "#0e1217", Ground: "#161b22", Ink: "#e6ebf2", Faint: "#a3adba", Rule: "#333c48", Accent: "#79b4f5",
		Cold: "#1f252d", Warm: "#ff7f4d", OnCold: "#ffffff", OnWarm: "#000000",
		Values: values("#fa3e8a", "#fd8e49", "#fcd659", "#509ef1", "#a4b5c9", "#897348", "#2ba08a"),
		Others: []string{"#6992d9", "#f39b4c", "#31c9ac", "#c0a8fa", "#ea5676", "#c6d6e7"},
	}
)

// WarmFrom is the share of a heat map's scale from which OnWarm is read better, in
// both modes.
const WarmFrom = 0.66

// Severities are the severities, the worst first.
var Severities = []string{critical, high, "MEDIUM", "LOW", "INFORMATIONAL", "UNKNOWN"}

// values gives out seven colours: those of the severities, and that of what is well.
func values(critical, high, medium, low, informational, unknown, well string) map[string]string {
	return map[string]string{
		"CRITICAL": critical, "HIGH": high, "MEDIUM": medium, "LOW": low, "INFORMATIONAL": informational, "UNKNOWN": unknown,
		// Compliance status, status of controls.
		"FAILED": high, "PASSED": well, "WARNING": medium, "NOT_AVAILABLE": informational, "NO_DATA": informational,
		// Workflow status, state of findings.
		"NEW": high, "NOTIFIED": medium, "SUPPRESSED": informational, "RESOLVED": well,
		"OPEN": high, "ARCHIVED": unknown, "EXPIRED": low,
		// What happened to findings: names of measures.
		"opened": high, "reopened": medium, "closed": well, "expired": informational,
		"rows": low, "quarantined": high,
		// Whether there is an exploit, a fix: what it is good for is said by the title.
		"YES": low, "NO": informational, "PARTIAL": medium,
	}
}
