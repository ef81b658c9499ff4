{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "tFgTzFpotwUZsM6VLW90fbk6sZ2VJApwjnKgdvLSqtnWMt8FNr3GFFNr6vQjjGzPmJEK6XvoGmNmD27eKOMxDw=="
}
