{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "MlNEYd4cs4XvUm9TAhpO72H9dUM1vDl/gDAW4RKb/ysYnjm/fU3Kbk3z7miB7s/5SeuwXdNe9ojpI7Yc8N6XCg=="
}
