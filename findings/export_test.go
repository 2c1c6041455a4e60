package findings

// ChunkSize is where tests put the edge of the input buffer.
const ChunkSize = chunkSize

// SetMaxEvent sets MaxEventBytes for one Reader, so that tests of the bound
// need not read gigabytes.
func (r *Reader) SetMaxEvent(n int) { r.maxEvent = n }
