package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	t := time.Now()
	run := trainSyntax
	if os.Args[0] == "exp" || len(os.Args) > 3 {
		run = exp
	}
	err := run(os.Args[1], os.Args[2], func(f string, a ...any) {
		fmt.Fprintf(os.Stderr, "%6.1fs "+f+"\n", append([]any{time.Since(t).Seconds()}, a...)...)
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
