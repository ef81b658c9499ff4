{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "eQ2IO2/zGsXwJg1X57stwQFaDyuL6pu1HgOMFOa6SRj7x3s6HLP1GyHXtDy5+/5hFk52P01FdhZEgXAMAS/XBg=="
}
