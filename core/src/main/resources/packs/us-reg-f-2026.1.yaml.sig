{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "q8Sswhqdi+brRfjwZOrtluHddYW8nBJ9nMmleGI8MHgOpum98lQcMgHU8hDqTwgPG305k1294p8mRVbDFW+yAw=="
}
