//go:build !amd64

package neural

const fast, wide = false, false

func gemm8x32(int, *float32, int, *float32, int, *float32, int) {}
func gemm4x32(int, *float32, int, *float32, int, *float32, int) {}
func gemm1x128(int, *float32, *float32, int, *float32)          {}

func gemm4x16(int, *float32, int, *float32, int, *float32, int) {}
func gemm1x64(int, *float32, *float32, int, *float32)           {}
func gemm1x16(int, *float32, *float32, int, *float32)           {}
func leaky8(int, *float32, float32)                             {}
func sigmoid8(int, *float32, float32, float32, float32)         {}
