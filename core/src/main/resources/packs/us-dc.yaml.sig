{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "9nbyiffqJsczaxLnXfgL6QJdmRZwWjYu/etunqTc+8+fkR5tbg7katuNIUSGVe/Woar9VJEfvKjtGS0OyHz/Bg=="
}
