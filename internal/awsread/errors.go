package awsread

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Error is what a service answered instead of what it was asked.
type Error struct {
	// Service is the one that was asked.
	Service string
	// Status is that of HTTP.
	Status int
	// Code is the service's, such as AccessDeniedException; Message is in words.
	Code, Message string
	// Region is where S3 says that a bucket is; "" otherwise.
	Region string
}

// Error says what was answered.
func (e *Error) Error() string {
	text := fmt.Sprintf("%s answered %d %s", e.Service, e.Status, e.Code)
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// Is says whether err is an answer with one of the codes.
func Is(err error, codes ...string) bool {
	var answered *Error
	return errors.As(err, &answered) && slices.Contains(codes, answered.Code)
}

// Denied says whether err is that a right is missing.
func Denied(err error) bool {
	return Is(err, "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess", "NotAuthorized", "AuthorizationError")
}

// busy says whether asking again may help.
func (e *Error) busy() bool {
	return e.Status >= http.StatusInternalServerError || e.Status == http.StatusTooManyRequests ||
		slices.Contains([]string{"Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException", "SlowDown"}, e.Code)
}

// failure reads an answer that is an error, in whichever of the forms that AWS has
// (https://smithy.io/2.0/aws/protocols/index.html).
func failure(service string, answer *http.Response, body []byte) *Error {
	e := &Error{Service: service, Status: answer.StatusCode, Region: answer.Header.Get("X-Amz-Bucket-Region")}
	e.Code, _, _ = strings.Cut(answer.Header.Get("X-Amzn-Errortype"), ":")
	var asJSON struct {
		Type, Code, Message string
		Underscored         string `json:"__type"`
	}
	var asXML struct {
		// <Error>, <ErrorResponse><Error> and <Response><Errors><Error>
		Code, Message string
		Error         struct{ Code, Message string }
		Errors        struct {
			Error struct{ Code, Message string }
		}
	}
	switch {
	case json.Unmarshal(body, &asJSON) == nil:
		e.Code = first(e.Code, asJSON.Underscored, asJSON.Code, asJSON.Type)
		e.Message = asJSON.Message
	case xml.Unmarshal(body, &asXML) == nil:
		e.Code = first(e.Code, asXML.Code, asXML.Error.Code, asXML.Errors.Error.Code)
		e.Message = first(asXML.Message, asXML.Error.Message, asXML.Errors.Error.Message)
	}
	if e.Code == "" { // as to HEAD
		e.Code = strings.ReplaceAll(http.StatusText(e.Status), " ", "")
		if e.Status == http.StatusForbidden {
			e.Code = "AccessDenied"
		}
	}
	// com.amazonaws.glue#EntityNotFoundException
	e.Code = e.Code[strings.LastIndex(e.Code, "#")+1:]
	return e
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
