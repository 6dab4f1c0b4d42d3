package eval

import (
	"fmt"
	"runtime"
	"sync"
)

// eachParallel calls f for 0..n-1 on all cores.
func eachParallel(n int, f func(i int)) {
	var wg sync.WaitGroup
	workers := min(runtime.NumCPU(), max(n, 1))
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

func errMissingBody(id int) error { return fmt.Errorf("body %d is not among the bodies", id) }
