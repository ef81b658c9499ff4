{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "LIQMvmH+arebXRImpFpcd5DhYVu/tssHrUyGVkx84AB8GBmBJ+tB+Ok0s7d3YZ/4vE7TAP0PK4ZuEocilptfDg=="
}
