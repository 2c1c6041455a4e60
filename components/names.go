package components

import "unicode/utf8"

// cut is as much of a text as has room in so many bytes.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	const more = "..."
	end := most - len(more)
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + more
}

// NamePrefix begins the names of all components, and so of almost everything that the
// stack makes in AWS: DeployPolicies goes by it.
const NamePrefix = "shub"
