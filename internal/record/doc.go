// Package record runs a Pulumi program against a resource monitor of its own and
// keeps everything the program registers: each resource with its inputs, its
// options and the references between them, each function call, and the outputs
// of each component. Tests read it; so do the judges in conformance/.
//
// pulumi.WithMocks would not do: it hides which component registered its
// outputs and what the stack exports, and takes two resources of one URN. Here
// the program speaks gRPC as it does to the real engine, only that nothing is
// planned and nothing made: a resource answers at once with an identity as its
// service would give it (an ARN, a URL, a name with a random-looking suffix).
// Since every identity is known, an input that holds one can be recognised and
// written as a reference (Text).
//
// What the provider itself would refuse or fill in is not known here; that is
// for the judges and for the engine tests.
package record
