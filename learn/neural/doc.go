// Package neural holds what a small recurrent network needs and no more:
// matrix kernels (AVX2 where the processor has it, plain Go elsewhere), a long
// short-term memory layer with its gradient, and Adam.
//
// Matrices are row-major []float32 with their width given; widths are
// multiples of 16. It imports nothing of ours.
package neural
