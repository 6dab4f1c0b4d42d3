package neural

import "math"

// MulAdd computes C += A·B for row-major A (m x k, rows lda apart), B (k x n,
// rows ldb apart) and C (m x n, rows ldc apart); n is a multiple of 16.
func MulAdd(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, m, k, n int) {
	if m == 0 || k == 0 || n == 0 {
		return
	}
	_, _, _ = c[(m-1)*ldc+n-1], a[(m-1)*lda+k-1], b[(k-1)*ldb+n-1]
	if !fast {
		mulAddGeneric(c, ldc, a, lda, b, ldb, m, k, n)
		return
	}
	i := 0
	if wide {
		for ; i+8 <= m; i += 8 {
			j := 0
			for ; j+32 <= n; j += 32 {
				gemm8x32(k, &a[i*lda], lda*4, &b[j], ldb*4, &c[i*ldc+j], ldc*4)
			}
			if j < n {
				gemm4x16(k, &a[i*lda], lda*4, &b[j], ldb*4, &c[i*ldc+j], ldc*4)
				gemm4x16(k, &a[(i+4)*lda], lda*4, &b[j], ldb*4, &c[(i+4)*ldc+j], ldc*4)
			}
		}
	}
	for ; i+4 <= m; i += 4 {
		j := 0
		for ; wide && j+32 <= n; j += 32 {
			gemm4x32(k, &a[i*lda], lda*4, &b[j], ldb*4, &c[i*ldc+j], ldc*4)
		}
		for ; j < n; j += 16 {
			gemm4x16(k, &a[i*lda], lda*4, &b[j], ldb*4, &c[i*ldc+j], ldc*4)
		}
	}
	for ; i < m; i++ {
		mulAddRow(c[i*ldc:], a[i*lda:], b, ldb, k, n)
	}
}

// mulAddRow is MulAdd for one row of A.
func mulAddRow(c, a, b []float32, ldb, k, n int) {
	j := 0
	for ; wide && j+128 <= n; j += 128 {
		gemm1x128(k, &a[0], &b[j], ldb*4, &c[j])
	}
	for ; j+64 <= n; j += 64 {
		gemm1x64(k, &a[0], &b[j], ldb*4, &c[j])
	}
	for ; j < n; j += 16 {
		gemm1x16(k, &a[0], &b[j], ldb*4, &c[j])
	}
}

func mulAddGeneric(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, m, k, n int) {
	for i := 0; i < m; i++ {
		row := c[i*ldc : i*ldc+n]
		for p := 0; p < k; p++ {
			x := a[i*lda+p]
			if x == 0 {
				continue
			}
			for j, y := range b[p*ldb : p*ldb+n] {
				row[j] += x * y
			}
		}
	}
}

// Transpose returns the transpose of a (m x n) in out, grown as needed.
func Transpose(out, a []float32, m, n int) []float32 {
	out = Sized(out, m*n)
	for i := 0; i < m; i++ {
		for j, x := range a[i*n : i*n+n] {
			out[j*m+i] = x
		}
	}
	return out
}

// Sized returns v with length n, reusing its memory; the content is not
// cleared.
func Sized[T any](v []T, n int) []T {
	if cap(v) < n {
		return make([]T, n, n+n/2)
	}
	return v[:n]
}

// Zeroed is Sized with all elements 0.
func Zeroed(v []float32, n int) []float32 {
	v = Sized(v, n)
	clear(v)
	return v
}

// SigmoidAll applies the logistic function in place.
func SigmoidAll(x []float32) { squash(x, 1, 1, 0) }

// TanhAll applies the hyperbolic tangent in place.
func TanhAll(x []float32) { squash(x, 2, 2, -1) }

// Leaky scales the negative elements by slope, which is below 1, in place.
func Leaky(x []float32, slope float32) {
	n := 0
	if fast && len(x) >= 8 {
		n = len(x) &^ 7
		leaky8(n, &x[0], slope)
	}
	for i := n; i < len(x); i++ {
		x[i] = max(x[i], slope*x[i])
	}
}

func squash(x []float32, scale, gain, shift float32) {
	n := 0
	if fast && len(x) >= 8 {
		n = len(x) &^ 7
		sigmoid8(n, &x[0], scale, gain, shift)
	}
	for i := n; i < len(x); i++ {
		x[i] = gain/(1+float32(math.Exp(float64(-scale*x[i])))) + shift
	}
}

// Dot is the inner product of two vectors of one length.
func Dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	i := 0
	b = b[:len(a)]
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// Softmax turns scores into probabilities in place.
func Softmax(x []float32) {
	top := x[0]
	for _, v := range x[1:] {
		top = max(top, v)
	}
	var s float32
	for i, v := range x {
		e := float32(math.Exp(float64(v - top)))
		x[i] = e
		s += e
	}
	for i := range x {
		x[i] /= s
	}
}
