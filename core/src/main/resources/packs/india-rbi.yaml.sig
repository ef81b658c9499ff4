{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "P+nOeAdfKmisLRZ/5fk3Ex7sc24Np6apjipiYuP9jBLPyk5cGMfULJsFCt1ubXah28wjIsKCdaHkE3W0GY0GAA=="
}
