package findings

// ChunkSize is where tests put the edge of the input buffer.
const ChunkSize = chunkSize

// SetTurn sets the memory for the rows of a turn: with 1 every element has its
// own.
func (r *Reader) SetTurn(n int64) { r.decoder.turn = n }

// ListBytes is how much memory the lists of a finding may take.
const ListBytes = listBytes

// SetMaxEvent sets MaxEventBytes for one Reader, so that tests of the bound
// need not read gigabytes.
func (r *Reader) SetMaxEvent(n int) { r.maxEvent = n }
