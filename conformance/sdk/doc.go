// Package sdk holds the client of internal/awsread to the clients of the AWS SDK. Its
// tests run with the tag conformance.
package sdk
