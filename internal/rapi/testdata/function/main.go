// Command function is a Lambda that does as its event says.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	if os.Getenv("BROKEN") != "" {
		os.Exit(3)
	}
	lambda.Start(func(ctx context.Context, event string) (string, error) {
		switch event {
		case "error":
			return "", errors.New("as told")
		case "panic":
			panic("as told")
		case "exit":
			os.Exit(1)
		case "sleep":
			time.Sleep(time.Minute)
		case "time left":
			deadline, _ := ctx.Deadline()
			return time.Until(deadline).Round(time.Second).String(), nil
		case "environment":
			return fmt.Sprint(os.Environ()), nil
		}
		fmt.Println("logged:", event)
		return event, nil
	})
}
