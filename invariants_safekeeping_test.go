package main

import (
	"slices"
	"strings"

	"security-hub-analytics/internal/record"
)

const (
	bucketType   = "aws:s3/bucketV2:BucketV2"
	objectType   = "aws:s3/bucketObjectv2:BucketObjectv2"
	queueType    = "aws:sqs/queue:Queue"
	topicType    = "aws:sns/topic:Topic"
	keyType      = "aws:kms/key:Key"
	logGroupType = "aws:cloudwatch/logGroup:LogGroup"
)

// on are the settings of one type that a resource has: those whose input refers to
// it.
func on(s *record.Stack, r *record.Resource, token string) []*record.Resource {
	var found []*record.Resource
	for _, setting := range s.OfType(token) {
		if slices.Contains([]string{"bucket", "queueUrl", "arn"}, refersBy(setting, r.URN)) {
			found = append(found, setting)
		}
	}
	return found
}

// refersBy is the input of r that is an output of the resource with that URN.
func refersBy(r *record.Resource, urn string) string {
	for name, v := range r.Linked {
		if text, ok := v.(record.Text); ok && len(text) == 1 && text[0].Ref != nil && text[0].Ref.URN == urn {
			return name
		}
	}
	return ""
}

// at is the value at a path in which numbers are indices, or nil.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			members, _ := v.(map[string]any)
			v = members[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

// stackKey says whether a value is the stack's key: the one that it makes, or the one
// that the configuration names.
func stackKey(s *record.Stack, v any) bool {
	arn, _ := v.(string)
	keys := s.OfType(keyType)
	if len(keys) == 0 {
		return strings.HasPrefix(arn, "arn:"+s.Partition+":kms:")
	}
	return arn != "" && arn == keys[0].Outputs["arn"]
}

// kept says whether the stack keeps its data on destroy, as its raw bucket shows.
func kept(r *record.Resource) bool { return r.Options["retainOnDelete"] == true }

// safekeeping is how data is kept.
var safekeeping = map[string]invariant{
	"buckets are closed to the public": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, b := range s.OfType(bucketType) {
				blocks := on(s, b, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
				c.add(len(blocks) == 1, "%s has %d access blocks", b.Short(), len(blocks))
				for _, block := range blocks {
					for _, flag := range []string{"blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"} {
						c.add(block.Value(flag) == true, "%s: %s is off", b.Short(), flag)
					}
				}
				owner := on(s, b, "aws:s3/bucketOwnershipControls:BucketOwnershipControls")
				c.add(len(owner) == 1 && owner[0].Text("rule", "objectOwnership") == "BucketOwnerEnforced", "%s lets ACLs count", b.Short())
			}
			return c
		},
		spoil: func(s *record.Stack) {
			s.OfType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")[0].Inputs["blockPublicPolicy"] = false
		},
	},
	"buckets are encrypted with the key": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, b := range s.OfType(bucketType) {
				encrypted := on(s, b, "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2")
				c.add(len(encrypted) == 1, "%s has %d encryptions", b.Short(), len(encrypted))
				for _, e := range encrypted {
					rule := at(e.Inputs, "rules", 0)
					c.add(at(rule, "bucketKeyEnabled") == true, "%s has no bucket key", b.Short())
					by := at(rule, "applyServerSideEncryptionByDefault")
					c.add(at(by, "sseAlgorithm") == "aws:kms" && stackKey(s, at(by, "kmsMasterKeyId")), "%s is encrypted by %v", b.Short(), by)
				}
			}
			return c
		},
		spoil: func(s *record.Stack) {
			e := s.OfType("aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2")[0]
			delete(at(e.Inputs, "rules", 0, "applyServerSideEncryptionByDefault").(map[string]any), "kmsMasterKeyId")
		},
	},
	"what the stack writes waits until its bucket is encrypted": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, object := range s.OfType(objectType) {
				for _, b := range s.OfType(bucketType) {
					if refersBy(object, b.URN) != "bucket" {
						continue
					}
					for _, e := range on(s, b, "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2") {
						c.add(slices.Contains(object.DependsOn, e.URN), "%s may be there before %s", object.Short(), e.Short())
					}
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { s.OfType(objectType)[0].DependsOn = nil },
	},
	"uploads that nobody finished go after a day": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, b := range s.OfType(bucketType) {
				ends := false
				for _, l := range on(s, b, "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2") {
					rules, _ := l.Value("rules").([]any)
					for _, rule := range rules {
						filter, _ := at(rule, "filter").(map[string]any)
						ends = ends || at(rule, "status") == "Enabled" && len(filter) == 0 &&
							at(rule, "abortIncompleteMultipartUpload", "daysAfterInitiation") == 1.0
					}
				}
				c.add(ends, "%s keeps them", b.Short())
			}
			return c
		},
		spoil: func(s *record.Stack) {
			l := s.OfType("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2")[0]
			at(l.Inputs, "rules", 0).(map[string]any)["status"] = "Disabled"
		},
	},
	"queues, topic, log groups, stream, results and crawler are encrypted": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Custom() {
				switch r.Kind() {
				case "Queue":
					c.add(r.Value("sqsManagedSseEnabled") == true || stackKey(s, r.Value("kmsMasterKeyId")), "%s is not", r.Short())
				case "Topic":
					c.add(stackKey(s, r.Value("kmsMasterKeyId")), "%s is not", r.Short())
				case "LogGroup":
					days, _ := r.Value("retentionInDays").(float64)
					c.add(stackKey(s, r.Value("kmsKeyId")), "%s is not", r.Short())
					c.add(days > 0, "%s keeps its events for ever", r.Short())
				case "FirehoseDeliveryStream":
					c.add(stackKey(s, r.Value("serverSideEncryption", "keyArn")) && r.Value("serverSideEncryption", "enabled") == true, "%s is not", r.Short())
				case "Workgroup":
					by := r.Value("configuration", "resultConfiguration", "encryptionConfiguration")
					c.add(at(by, "encryptionOption") == "SSE_KMS" && stackKey(s, at(by, "kmsKeyArn")), "%s is not", r.Short())
					c.add(r.Value("configuration", "enforceWorkgroupConfiguration") == true, "%s is up to its users", r.Short())
					limit, _ := r.Value("configuration", "bytesScannedCutoffPerQuery").(float64)
					c.add(limit > 0, "%s has no limit", r.Short())
				case "Crawler":
					c.add(r.Text("securityConfiguration") != "", "%s is not", r.Short())
				case "Key":
					c.add(r.Value("enableKeyRotation") == true, "%s is never renewed", r.Short())
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { delete(s.OfType(logGroupType)[0].Inputs, "kmsKeyId") },
	},
	"what outlives a destroy is data and its key, all of it or nothing": {
		check: func(s *record.Stack) []string {
			var c complaints
			data := map[string]bool{"shub-ingest-raw": true, "shub-transform-lake": true, "shub-key": true}
			keeps := map[bool][]string{}
			for _, r := range s.Custom() {
				switch {
				case strings.HasPrefix(r.Type, "aws:s3/bucket") && data[r.Name], strings.HasPrefix(r.Type, "aws:kms/"):
					keeps[kept(r)] = append(keeps[kept(r)], r.Short())
				case strings.HasPrefix(r.Type, "aws:securityhub/"), strings.HasPrefix(r.Type, "aws:quicksight/"):
					// detectOnDestroy, and a subscription that is never cancelled
				default:
					c.add(!kept(r), "%s outlives the stack", r.Short())
				}
			}
			c.add(len(keeps[true]) == 0 || len(keeps[false]) == 0, "kept are %v, but not %v", keeps[true], keeps[false])
			for _, b := range s.OfType(bucketType) {
				emptied := b.Value("forceDestroy") == true
				c.add(emptied != kept(b), "%s is kept %v and emptied %v", b.Short(), kept(b), emptied)
			}
			return c
		},
		spoil: func(s *record.Stack) { delete(s.OfType("aws:kms/alias:Alias")[0].Options, "retainOnDelete") },
	},
	"what cannot be delivered is kept, and tried often enough": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.OfType("aws:cloudwatch/eventTarget:EventTarget") {
				_, toQueue := queueOf(s, r.Text("arn"))
				c.add(toQueue || r.Text("deadLetterConfig", "arn") != "", "%s has no dead-letter queue", r.Short())
			}
			for _, r := range s.OfType("aws:scheduler/schedule:Schedule") {
				c.add(r.Text("target", "deadLetterConfig", "arn") != "", "%s has no dead-letter queue", r.Short())
			}
			for _, r := range s.OfType("aws:lambda/eventSourceMapping:EventSourceMapping") {
				queue, ok := queueOf(s, r.Text("eventSourceArn"))
				if !ok {
					c.add(false, "%s reads no queue", r.Short())
					continue
				}
				c.add(len(on(s, queue, "aws:sqs/redrivePolicy:RedrivePolicy")) == 1, "%s has no dead-letter queue", queue.Short())
				timeout, _ := s.OfType("aws:lambda/function:Function")[0].Value("timeout").(float64)
				hidden, _ := queue.Value("visibilityTimeoutSeconds").(float64)
				c.add(hidden >= 6*timeout, "%s hides a message for %v s, the function may take %v s", queue.Short(), hidden, timeout)
			}
			return c
		},
		spoil: func(s *record.Stack) {
			s.OfType("aws:lambda/function:Function")[0].Inputs["timeout"] = 901.0
		},
	},
	// Records in quarantine stay there when no more come: it is not over then.
	"an alarm tells somebody, and that it is over": {
		check: func(s *record.Stack) []string {
			var c complaints
			topics := s.OfType(topicType)
			for _, r := range s.OfType("aws:cloudwatch/metricAlarm:MetricAlarm") {
				for _, actions := range []string{"alarmActions", "okActions"} {
					if actions == "okActions" && r.Name == "shub-operate-quarantine" {
						continue
					}
					c.add(len(topics) == 1 && at(r.Inputs, actions, 0) == topics[0].Outputs["arn"], "%s.%s goes nowhere", r.Short(), actions)
				}
				c.add(r.Text("treatMissingData") != "" && r.Text("alarmDescription") != "", "%s does not say what it means", r.Short())
			}
			return c
		},
		spoil: func(s *record.Stack) {
			delete(s.OfType("aws:cloudwatch/metricAlarm:MetricAlarm")[0].Inputs, "okActions")
		},
	},
}

// queueOf is the queue with an ARN.
func queueOf(s *record.Stack, arn string) (*record.Resource, bool) {
	for _, q := range s.OfType(queueType) {
		if q.Outputs["arn"] == arn {
			return q, true
		}
	}
	return nil, false
}
