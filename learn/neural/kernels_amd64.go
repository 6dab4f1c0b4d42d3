package neural

import "golang.org/x/sys/cpu"

var (
	fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	wide = fast && cpu.X86.HasAVX512F
)

//go:noescape
func gemm8x32(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func gemm4x32(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func gemm1x128(k int, a *float32, b *float32, ldb int, c *float32)

//go:noescape
func gemm4x16(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func gemm1x64(k int, a *float32, b *float32, ldb int, c *float32)

//go:noescape
func gemm1x16(k int, a *float32, b *float32, ldb int, c *float32)

//go:noescape
func leaky8(n int, x *float32, slope float32)

//go:noescape
func sigmoid8(n int, x *float32, scale, gain, shift float32)
