package findings

import (
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
)

// codec is zstd with a bounded window: parquet-go's own keeps 16 MB of history
// for each encoder, more than all pages of most columns together. It implements
// compress.Codec.
type codec struct {
	window  int
	entropy bool // of texts in which nothing repeats too
	once    sync.Once
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

var (
	// quick is for all columns; its window is a page, so that alike findings
	// anywhere in the page are found.
	quick = &codec{window: pageBytes}
	// entropic is for random digits, where entropy coding is all there is.
	entropic = &codec{window: 128 << 10, entropy: true}
)

// String is the name of the codec.
func (c *codec) String() string { return "ZSTD" }

// CompressionCodec is the name of the codec in the file.
func (c *codec) CompressionCodec() format.CompressionCodec { return format.Zstd }

func (c *codec) open() {
	c.once.Do(func() {
		c.encoder, _ = zstd.NewWriter(nil, // the error is about options, and these are right
			zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithAllLitEntropyCompression(c.entropy), zstd.WithWindowSize(c.window), zstd.WithEncoderConcurrency(1),
			zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false), zstd.WithZeroFrames(true))
		c.decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	})
}

// Encode compresses src into dst's memory.
func (c *codec) Encode(dst, src []byte) ([]byte, error) {
	c.open()
	return c.encoder.EncodeAll(src, dst[:0]), nil
}

// Decode is Encode's inverse.
func (c *codec) Decode(dst, src []byte) ([]byte, error) {
	c.open()
	return c.decoder.DecodeAll(src, dst[:0])
}
