package findings

// ChunkSize is where tests put the edge of the input buffer.
const ChunkSize = chunkSize
