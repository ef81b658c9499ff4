{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "Gyinb69Bx5Quxx0BBiRSI9VUzsB0e0KcvNq/HPXUJgbT6gR1jBeoquS9o5aes7EY8AmNWUglveVdYA2JBIeQCw=="
}
