package learn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// The weight file: the line "quotetrack weights 1\n", a little-endian uint32
// length and a JSON header (name, provenance, the list of sections), then one
// zstd frame that holds the sections one after another, then the CRC-32 of
// everything before it.
const fileMagic = "quotetrack weights 1\n"

// maxFile bounds what a reader unpacks, against hostile input.
const maxFile = 1 << 30

// ErrFormat is wrapped by every error about a damaged or foreign weight file.
var ErrFormat = errors.New("not a readable weight file")

// Provenance says how a weight file was made.
type Provenance struct {
	Name    string            `json:"name"`
	Command string            `json:"command"`
	Data    []string          `json:"data"`
	Licence []string          `json:"licence"`
	Figures map[string]string `json:"figures,omitempty"`
}

type section struct {
	Name   string  `json:"name"`
	Kind   string  `json:"kind"` // "table", "floats", "json" or "bytes"
	Bytes  int     `json:"bytes"`
	Bits   int     `json:"bits,omitempty"`
	Width  int     `json:"width,omitempty"`
	Scale  float32 `json:"scale,omitempty"`
	offset int
}

// File is a set of named weights with their provenance.
type File struct {
	Provenance Provenance `json:"provenance"`
	Sections   []section  `json:"sections"`
	body       []byte
}

// NewFile returns an empty file to add sections to.
func NewFile(p Provenance) *File { return &File{Provenance: p} }

func (f *File) add(s section, data []byte) {
	s.Bytes, s.offset = len(data), len(f.body)
	f.Sections = append(f.Sections, s)
	f.body = append(f.body, data...)
}

// AddTable adds a weight table.
func (f *File) AddTable(name string, t *Table) {
	f.add(section{Name: name, Kind: "table", Bits: t.Bits, Width: t.Width, Scale: t.Scale}, int8Bytes(t.W))
}

// AddFloats adds a vector.
func (f *File) AddFloats(name string, v []float32) {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	f.add(section{Name: name, Kind: "floats"}, b)
}

// AddBytes adds raw bytes.
func (f *File) AddBytes(name string, b []byte) { f.add(section{Name: name, Kind: "bytes"}, b) }

// AddJSON adds a small structure. A value that JSON cannot hold is an error
// of the program.
func (f *File) AddJSON(name string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("weights %q: %w", name, err)
	}
	f.add(section{Name: name, Kind: "json"}, b)
	return nil
}

// AddCRF adds a CRF under two names, NAME and NAME.trans.
func (f *File) AddCRF(name string, m *CRF) {
	f.AddTable(name, m.Emit)
	f.AddFloats(name+".trans", m.Trans)
}

func (f *File) find(name, kind string) (section, []byte, error) {
	for _, s := range f.Sections {
		if s.Name == name && s.Kind == kind {
			return s, f.body[s.offset : s.offset+s.Bytes], nil
		}
	}
	return section{}, nil, fmt.Errorf("%w: %s has no %s %q", ErrFormat, f.Provenance.Name, kind, name)
}

// Has tells whether the file holds a section of that name.
func (f *File) Has(name string) bool {
	for _, s := range f.Sections {
		if s.Name == name {
			return true
		}
	}
	return false
}

// Table returns a weight table that shares the file's memory.
func (f *File) Table(name string) (*Table, error) {
	s, b, err := f.find(name, "table")
	if err != nil {
		return nil, err
	}
	if s.Bits < 0 || s.Bits > 28 || s.Width < 1 || s.Width<<s.Bits != len(b) {
		return nil, fmt.Errorf("%w: table %q of %s has a wrong size", ErrFormat, name, f.Provenance.Name)
	}
	return &Table{Bits: s.Bits, Width: s.Width, Scale: s.Scale, W: bytesInt8(b)}, nil
}

// Floats returns a vector.
func (f *File) Floats(name string) ([]float32, error) {
	_, b, err := f.find(name, "floats")
	if err != nil {
		return nil, err
	}
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v, nil
}

// Bytes returns raw bytes that share the file's memory.
func (f *File) Bytes(name string) ([]byte, error) {
	_, b, err := f.find(name, "bytes")
	return b, err
}

// JSON decodes a structure into v.
func (f *File) JSON(name string, v any) error {
	_, b, err := f.find(name, "json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%w: %q of %s: %w", ErrFormat, name, f.Provenance.Name, err)
	}
	return nil
}

// CRF returns the CRF added under name.
func (f *File) CRF(name string) (*CRF, error) {
	t, err := f.Table(name)
	if err != nil {
		return nil, err
	}
	trans, err := f.Floats(name + ".trans")
	if err != nil {
		return nil, err
	}
	per := (t.Width + 1) * t.Width
	if len(trans) == 0 || len(trans)%per != 0 {
		return nil, fmt.Errorf("%w: transitions of %q in %s have a wrong size", ErrFormat, name, f.Provenance.Name)
	}
	return &CRF{Labels: t.Width, Contexts: len(trans) / per, Emit: t, Trans: trans}, nil
}

// WriteTo writes the file.
func (f *File) WriteTo(w io.Writer) (int64, error) {
	head, err := json.Marshal(f)
	if err != nil {
		return 0, fmt.Errorf("weights %s: %w", f.Provenance.Name, err)
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return 0, fmt.Errorf("weights %s: %w", f.Provenance.Name, err)
	}
	out := []byte(fileMagic)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(head)))
	out = append(out, head...)
	out = enc.EncodeAll(f.body, out)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
	n, err := w.Write(out)
	if err != nil {
		return int64(n), fmt.Errorf("weights %s: %w", f.Provenance.Name, err)
	}
	return int64(n), nil
}

// ReadFile decodes a weight file held in memory. Damage of any kind is
// reported as an error that wraps ErrFormat.
func ReadFile(data []byte) (*File, error) {
	if !bytes.HasPrefix(data, []byte(fileMagic)) || len(data) < len(fileMagic)+8 {
		return nil, fmt.Errorf("%w: no header", ErrFormat)
	}
	end := len(data) - 4
	if crc32.ChecksumIEEE(data[:end]) != binary.LittleEndian.Uint32(data[end:]) {
		return nil, fmt.Errorf("%w: the checksum does not match", ErrFormat)
	}
	rest := data[len(fileMagic):end]
	n := int(binary.LittleEndian.Uint32(rest))
	if n > len(rest)-4 {
		return nil, fmt.Errorf("%w: the header is cut off", ErrFormat)
	}
	f := &File{}
	if err := json.Unmarshal(rest[4:4+n], f); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrFormat, err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFile))
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	defer dec.Close()
	if f.body, err = dec.DecodeAll(rest[4+n:], nil); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	at := 0
	for i := range f.Sections {
		s := &f.Sections[i]
		s.offset = at
		if s.Bytes < 0 || s.Bytes > len(f.body)-at {
			return nil, fmt.Errorf("%w: section %q is cut off", ErrFormat, s.Name)
		}
		at += s.Bytes
	}
	return f, nil
}
