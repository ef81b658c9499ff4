{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "Dut/D1SWN6YXFRjUy/6A4tJczS8Qi7RM7+CsIfoCohx03QhRrembiCJrBl33D64Hznktq+fOR4A8vPjqIpS3Dw=="
}
