package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"security-hub-analytics/dashboard"
)

//go:embed d3/d3.min.js
var library string

//go:embed assets
var assets embed.FS

// script is our own script: its files in the order of their names, in a scope of
// their own.
var script = sync.OnceValue(func() string {
	return "(() => {\n\"use strict\";\n" + joined(".js") + "})();\n"
})

// style is our own style, the palettes first.
var style = sync.OnceValue(func() string {
	light, dark := variables(dashboard.Light), variables(dashboard.Dark)
	return ":root {\n" + light + "}\n" +
		"@media screen and (prefers-color-scheme: dark) {\n:root:not([data-theme=light]) {\n" + dark + "}\n}\n" +
		"@media screen {\n:root[data-theme=dark] {\n" + dark + "}\n}\n" + joined(".css")
})

func joined(suffix string) string {
	entries, err := assets.ReadDir("assets")
	if err != nil {
		panic(err) // embedded
	}
	var b strings.Builder
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), suffix) {
			continue
		}
		text, err := assets.ReadFile("assets/" + entry.Name())
		if err != nil {
			panic(err) // embedded
		}
		b.Write(text)
	}
	return b.String()
}

// variables are the colours of a palette as variables of the style.
func variables(p dashboard.Palette) string {
	var b strings.Builder
	set := func(name, colour string) { fmt.Fprintf(&b, "--%s: %s;\n", name, colour) }
	set("ground", p.Ground)
	set("page", p.Page)
	set("ink", p.Ink)
	set("faint", p.Faint)
	set("rule", p.Rule)
	set("accent", p.Accent)
	set("cold", p.Cold)
	set("warm", p.Warm)
	set("on-cold", p.OnCold)
	set("on-warm", p.OnWarm)
	for _, value := range slices.Sorted(maps.Keys(p.Values)) {
		set("v-"+value, p.Values[value])
	}
	for i, colour := range p.Others {
		set(fmt.Sprintf("o-%d", i), colour)
	}
	return b.String()
}

// policy lets the page run its two scripts and use its one style, and nothing
// else; live, it may ask where it came from.
func policy(live bool) string {
	connect := "&#39;none&#39;"
	if live {
		connect = "&#39;self&#39;"
	}
	return "default-src &#39;none&#39;; script-src " + hash(library) + " " + hash(script()) + "; style-src " + hash(style()) +
		"; img-src data:; connect-src " + connect + "; base-uri &#39;none&#39;; form-action &#39;none&#39;"
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "&#39;sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "&#39;"
}
