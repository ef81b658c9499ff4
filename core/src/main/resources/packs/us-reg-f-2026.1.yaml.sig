{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "Y9uwJFezIU2BuOzOlouh8z8s6MpPcbZ3nONk3qVo8oCFvIZPZgRiOcR6HKciW0VaXeFSWbDi/2OWMUdR9vJ6BQ=="
}
