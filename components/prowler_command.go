package components

import (
	"encoding/json"
	"fmt"
)

// scannedRegions are the Regions that Prowler scans: those in which it can send. Its
// scope has to be that of what it archives, which is the Regions of the run.
func scannedRegions(args *DetectArgs) []string {
	regions := []string{args.Stack.Place.Region}
	for _, region := range args.Regions {
		regions = append(regions, region.Name)
	}
	return regions
}

// scanCommand is the command of the image, whose entry point is Prowler itself
// (https://github.com/prowler-cloud/prowler/blob/master/Dockerfile). No format of a
// report is asked for, and the log is told of trouble only: findings have no
// business there. Without --ignore-exit-code-3 every scan that finds anything would
// end as a failed task.
func scanCommand(p *ProwlerArgs, regions []string) []string {
	command := []string{"aws", "--security-hub", "--ignore-exit-code-3", "--only-logs", "--log-level", "WARNING"}
	if p.OnlyFailed {
		command = append(command, "--send-sh-only-fails")
	}
	command = append(append(command, "--region"), regions...)
	return append(command, p.Arguments...)
}

// containerDefinition is what counts here of the API's ContainerDefinition
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html).
type containerDefinition struct {
	Name             string           `json:"name"`
	Image            string           `json:"image"`
	Essential        bool             `json:"essential"`
	Command          []string         `json:"command"`
	LogConfiguration logConfiguration `json:"logConfiguration"`
}

type logConfiguration struct {
	LogDriver string            `json:"logDriver"`
	Options   map[string]string `json:"options"`
}

func containers(p *ProwlerArgs, logGroup, region string, scanned []string) (string, error) {
	text, err := json.Marshal([]containerDefinition{{
		Name: "prowler", Image: p.Image, Essential: true, Command: scanCommand(p, scanned),
		LogConfiguration: logConfiguration{LogDriver: "awslogs", Options: map[string]string{
			"awslogs-group": logGroup, "awslogs-region": region, "awslogs-stream-prefix": "scan",
		}},
	}})
	if err != nil {
		return "", fmt.Errorf("writing the container definition: %w", err)
	}
	return string(text), nil
}
