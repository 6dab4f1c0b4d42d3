package learn

import "math"

// PrincipalComponents turns rows of n numbers into rows of the dim directions in which they
// vary most, the strongest first, after taking off their mean. Directions are found by subspace
// iteration from a fixed start, so that the same rows give the same result.
func PrincipalComponents(rows [][]float32, dim int) [][]float32 {
	if len(rows) == 0 {
		return nil
	}
	n := len(rows[0])
	mean, cov := covariance(rows, n)
	basis := make([][]float64, dim)
	for k := range basis {
		basis[k] = make([]float64, n)
		for i := range basis[k] {
			basis[k][i] = math.Sin(float64(1 + i*(k+1)))
		}
	}
	orthonormalise(basis)
	const rounds = 300
	for range rounds {
		for k, b := range basis {
			next := make([]float64, n)
			for i := range next {
				for j, x := range b {
					next[i] += cov[i*n+j] * x
				}
			}
			basis[k] = next
		}
		orthonormalise(basis)
	}
	out := make([][]float32, len(rows))
	for r, row := range rows {
		out[r] = make([]float32, dim)
		for k, b := range basis {
			var s float64
			for i, x := range row {
				s += (float64(x) - mean[i]) * b[i]
			}
			out[r][k] = float32(s)
		}
	}
	return out
}

func covariance(rows [][]float32, n int) (mean, cov []float64) {
	mean, cov = make([]float64, n), make([]float64, n*n)
	for _, row := range rows {
		for i, x := range row {
			mean[i] += float64(x) / float64(len(rows))
		}
	}
	for _, row := range rows {
		for i, x := range row {
			dx := float64(x) - mean[i]
			for j := range i + 1 {
				cov[i*n+j] += dx * (float64(row[j]) - mean[j]) / float64(len(rows))
			}
		}
	}
	for i := range n {
		for j := range i {
			cov[j*n+i] = cov[i*n+j]
		}
	}
	return mean, cov
}

// orthonormalise makes vectors of length 1 at right angles to those before them (Gram and
// Schmidt).
func orthonormalise(basis [][]float64) {
	for k, b := range basis {
		for _, a := range basis[:k] {
			var dot float64
			for i, x := range a {
				dot += x * b[i]
			}
			for i, x := range a {
				b[i] -= dot * x
			}
		}
		var norm float64
		for _, x := range b {
			norm += x * x
		}
		norm = math.Sqrt(norm)
		for i := range b {
			b[i] /= norm + 1e-300
		}
	}
}
