package learn

import (
	"runtime"
	"sync"
)

// Each calls f for 0..n-1, on all cores.
func Each(n int, f func(i int)) {
	var wg sync.WaitGroup
	workers := min(runtime.NumCPU(), n)
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				f(i)
			}
		}()
	}
	wg.Wait()
}
