package neural

import "golang.org/x/sys/cpu"

var (
	fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	wide = fast && cpu.X86.HasAVX512F
	// multiplies and adds pairs of 16-bit integers, 16 lanes of them
	paired = wide && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VNNI
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

//go:noescape
func dot8x32(pairs int, a *int16, lda int, b *int16, d *float32, ldd int, scale *float32, c *float32, ldc int)

//go:noescape
func dot4x32(pairs int, a *int16, lda int, b *int16, d *float32, ldd int, scale *float32, c *float32, ldc int)

//go:noescape
func dot1x32(pairs int, a *int16, b *int16, d *float32, scale *float32, c *float32)

//go:noescape
func dot1x32Narrow(pairs int, a *int16, b *int16, d *float32, scale *float32, c *float32)

//go:noescape
func cells16(n int, gates *float32, c *float32, h *int16)

//go:noescape
func round16(n int, x *float32, scale float32, out *int16)
