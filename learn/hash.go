package learn

// HashString returns a 64-bit hash of s (FNV-1a with a final avalanche). It
// allocates nothing, and it is stable: it is part of the weight file format.
func HashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	return avalanche(h)
}

func avalanche(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	h ^= h >> 33
	return h
}

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xbf58476d1ce4e5b9
	mixC = 0x94d049bb133111eb
)

// Bit is a truth value as a value of a feature.
func Bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// Mix1 is the feature of template t over one value.
func Mix1(t int, a uint64) uint32 {
	h := (a ^ uint64(t)*mixA) * mixB
	return uint32((h ^ h>>29) * mixC >> 32)
}

// Mix2 is the feature of template t over two values, in their order.
func Mix2(t int, a, b uint64) uint32 {
	h := (a ^ uint64(t)*mixA) * mixB
	h = (h ^ h>>31 ^ b) * mixC
	return uint32((h ^ h>>29) * mixB >> 32)
}

// Mix3 is the feature of template t over three values, in their order.
func Mix3(t int, a, b, c uint64) uint32 {
	h := (a ^ uint64(t)*mixA) * mixB
	h = (h ^ h>>31 ^ b) * mixC
	h = (h ^ h>>30 ^ c) * mixA
	return uint32((h ^ h>>29) * mixB >> 32)
}

// Mix4 is the feature of template t over four values, in their order.
func Mix4(t int, a, b, c, d uint64) uint32 {
	h := (a ^ uint64(t)*mixA) * mixB
	h = (h ^ h>>31 ^ b) * mixC
	h = (h ^ h>>30 ^ c) * mixA
	h = (h ^ h>>28 ^ d) * mixC
	return uint32((h ^ h>>29) * mixB >> 32)
}
