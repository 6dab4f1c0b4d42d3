package learn

import "math"

// exp32 is the exponential function to about six digits, for 32-bit scores:
// two to the whole part by the bits of the exponent, the rest by a polynomial.
func exp32(x float32) float32 {
	if x < -87 {
		return 0
	}
	if x > 88 {
		x = 88
	}
	z := x * math.Log2E
	k := int32(z + 127.5) // z rounded, biased
	f := z - float32(k-127)
	p := 1 + f*(0.69314718+f*(0.24022651+f*(0.05550411+f*(0.00961813+f*0.00133336))))
	return p * math.Float32frombits(uint32(k)<<23)
}

// log32 is the natural logarithm of a positive normal number to about six digits.
func log32(x float32) float32 {
	bits := math.Float32bits(x)
	k := int32(bits>>23) - 127
	m := math.Float32frombits(bits&0x7fffff | 127<<23) // 1 <= m < 2
	if m > math.Sqrt2 {
		m /= 2
		k++
	}
	s := (m - 1) / (m + 1)
	q := s * s
	return float32(k)*math.Ln2 + 2*s*(1+q*(1./3+q*(1./5+q*(1./7+q*(1./9)))))
}
