{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "2E1WxvvkyhZD0TzwT2fENFCJcv9E3q52jOTr4uVRlr7nH2ej+7Vs3d9t6Kdz/PGxZKMPxwEKMmB4kWjPEus7AQ=="
}
