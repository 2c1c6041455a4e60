package sql

import "slices"

// What a finding lists, one row each.

func childViews() []View {
	return []View{
		{
			Name:        "finding_resources",
			Description: "Every resource of every finding, with what the finding says about it.",
			Grain:       "one row per finding and resource",
			Key:         append(slices.Clone(identity), "resource_index"),
			Reads:       []string{"findings_current"},
			Columns: slices.Concat(
				from(identity...),
				[]Column{{"resource_index", "integer", "Place of the resource in the finding's list, from 1."}},
				varchars(
					"resource_id", "Id of the resource, usually an ARN.",
					"resource_type", "Type of the resource, such as AwsS3Bucket.",
					"resource_name", "Name of the resource (OCSF only).",
					"resource_partition", "Partition of the resource, such as aws.",
					"resource_region", "Region of the resource, else that of the finding.",
					"resource_role", "Part that the resource plays in the event, such as Target.",
					"resource_account_id", "Account that owns the resource, else the finding's.",
					"application_name", "Application that the resource belongs to.",
					"application_arn", "ARN of that application.",
				),
				[]Column{{"tags", "map(varchar, varchar)", "Tags of the resource, by key."}},
				from("resource_count", "region", "product_name", "title", "severity_label", "compliance_status",
					"compliance_security_control_id", "workflow_status", "record_state"),
				[]Column{{Name: promotedHere}, firstSeen, lastSeen, isOpen},
			),
		},
		{
			Name:        "finding_standards",
			Description: "Every standard that the control of a finding is enabled in.",
			Grain:       "one row per finding of a control and standard",
			Key:         append(slices.Clone(identity), "standards_id"),
			Reads:       []string{"findings_current"},
			Columns: slices.Concat(
				from(identity...),
				varchars("standards_id", "The standard, such as standards/aws-foundational-security-best-practices/v/1.0.0."),
				[]Column{
					controlID,
					{"is_control", "boolean", "True if the finding comes from a control of Security Hub itself, whatever its product is called."},
				},
				from("region", "title", "severity_label", "compliance_status"),
				[]Column{
					firstSeen,
					{"is_archived", "boolean", "True if the record state is ARCHIVED."},
					{"is_suppressed", "boolean", "True if the workflow status is SUPPRESSED."},
					{"is_expired", "boolean", "True if Security Hub has deleted the finding by now."},
					isOpen,
				}),
		},
		{
			Name:        "finding_vulnerabilities",
			Description: "Every vulnerability of every finding, with its scores and the packages that it affects.",
			Grain:       "one row per finding and vulnerability",
			Key:         append(slices.Clone(identity), "vulnerability_index"),
			Reads:       []string{"findings_current"},
			Columns: slices.Concat(
				from(identity...),
				[]Column{
					{"vulnerability_index", "integer", "Place of the vulnerability in the finding's list, from 1."},
					{"vulnerability_id", "varchar", "Id of the vulnerability, usually a CVE."},
					{"cvss_base_score", "double", "Highest CVSS base score that a source gives, from 0 to 10."},
					{"epss_score", "double", "Probability, from 0 to 1, that it will be exploited (EPSS)."},
					{"exploit_available", "varchar", "YES or NO."},
					{"last_known_exploit_at", "timestamp(3)", "When an exploit was last seen."},
					{"fix_available", "varchar", "YES, NO or PARTIAL."},
					{"vendor_name", "varchar", "Who reports the vulnerability."},
					{"vendor_severity", "varchar", "Severity in that vendor's words."},
					{"package_count", "integer", "How many packages it affects."},
					{"packages", elementType("vulnerabilities", "packages"), "The packages that it affects, with installed and mended versions."},
				},
				from("region", "product_name", "title", "severity_label", "resource_id", "resource_type"),
				[]Column{firstSeen, isOpen}),
		},
		{
			Name:        "open_vulnerabilities",
			Description: "Every package that an open finding names as vulnerable, and by which vulnerability.",
			Grain:       "one row per open finding, vulnerability and package",
			Key:         append(slices.Clone(identity), "vulnerability_index", "package_index"),
			Reads:       []string{"finding_vulnerabilities"},
			Columns: slices.Concat(
				from(identity...),
				[]Column{
					{"vulnerability_index", "integer", "Place of the vulnerability in the finding's list, from 1."},
					{"package_index", "integer", "Place of the package in the vulnerability's list, from 1."},
					{"vulnerability_id", "varchar", "Id of the vulnerability, usually a CVE."},
					{"package_name", "varchar", "Name of the package; null if none is named."},
					{"package_version", "varchar", "Installed version of the package."},
					{"fixed_in_version", "varchar", "Version of the package that mends it."},
					{"cvss_base_score", "double", "Highest CVSS base score that a source gives, from 0 to 10."},
					{"epss_score", "double", "Probability, from 0 to 1, that it will be exploited (EPSS)."},
					{"exploit_available", "varchar", "YES or NO."},
					{"fix_available", "varchar", "YES, NO or PARTIAL."},
				},
				from("region", "product_name", "title", "severity_label", "resource_id", "resource_type"),
				[]Column{firstSeen}),
		},
	}
}
