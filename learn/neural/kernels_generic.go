//go:build !amd64

package neural

const fast, wide, paired = false, false, false

func gemm8x32(int, *float32, int, *float32, int, *float32, int) {}
func gemm4x32(int, *float32, int, *float32, int, *float32, int) {}
func gemm1x128(int, *float32, *float32, int, *float32)          {}

func gemm4x16(int, *float32, int, *float32, int, *float32, int) {}
func gemm1x64(int, *float32, *float32, int, *float32)           {}
func gemm1x16(int, *float32, *float32, int, *float32)           {}
func leaky8(int, *float32, float32)                             {}
func sigmoid8(int, *float32, float32, float32, float32)         {}

func dot8x32(int, *int16, int, *int16, *float32, int, *float32, *float32, int) {}
func dot4x32(int, *int16, int, *int16, *float32, int, *float32, *float32, int) {}
func dot1x32(int, *int16, *int16, *float32, *float32, *float32)                {}
func dot1x32Narrow(int, *int16, *int16, *float32, *float32, *float32)          {}
func cells16(int, *float32, *float32, *int16)                                  {}
func round16(int, *float32, float32, *int16)                                   {}
