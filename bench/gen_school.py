def write(path, n, seed): raise SystemExit("x")
