{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "sZ9lft3N0O9wlbRp52aPy9vJyQdx4NnYKeE/T6kfDQqJ857eSsrl9F5kIj+38OtsHVMyj2h14W+A6uzzsQMVDA=="
}
