package settings

import (
	"fmt"
	"strings"
)

const markdownIntro = `# Configuration

<!-- Generated from the declarations in settings/: go test ./settings -run TestGenerated -update -->

A stack's configuration stands in ` + "`Pulumi.<stack>.yaml`" + `; ` + "`Pulumi.dev.yaml`" + ` and
` + "`Pulumi.prod.yaml`" + ` come with the project. A key is set by hand in that file, or with

` + "```sh" + `
pulumi config set ingestBufferSeconds 60                       # text, numbers, true or false
pulumi config set --path 'operateAlarmEmails[0]' me@example.com  # one element of a list
` + "```" + `

Every key has a default, so an empty file is a whole configuration. ` + "`\"\"` and `[]`" + ` mean the
same as a key that is absent. A key that is malformed, contradicts another or does
not exist stops ` + "`pulumi preview` and `pulumi up`" + ` before anything is touched; all problems
are reported at once, each with the key, what it says and what it may say.

Account, Region and tags are those of the AWS provider, under the names that Pulumi
users know: ` + "`aws:region`, `aws:profile`, `aws:assumeRole`, `aws:defaultTags`" + ` and so on
([reference](https://www.pulumi.com/registry/packages/aws/installation-configuration/)).
`

// Markdown is docs/configuration.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(markdownIntro)
	for _, section := range Sections() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| key | default | allowed | what it does |\n|---|---|---|---|\n", section.Title, section.Intro)
		for _, key := range section.Keys {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", key.Name, key.markdownDefault(), cell(key.Allowed), cell(key.Description))
		}
	}
	return b.String()
}

func (k Key) markdownDefault() string {
	if k.Default == "" || k.Default == "[]" {
		return "none"
	}
	return "`" + k.Default + "`"
}

// cell keeps text within one cell of a table, and angle brackets visible.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "<", `\<`).Replace(text)
}
