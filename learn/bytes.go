package learn

import "unsafe"

// int8Bytes and bytesInt8 view one slice as the other: both element types are
// one byte wide, so no alignment or order is involved. Copying tens of
// megabytes at every start would be the alternative.
func int8Bytes(v []int8) []byte {
	if len(v) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&v[0])), len(v))
}

func bytesInt8(b []byte) []int8 {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b))
}
