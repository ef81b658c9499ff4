{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "v3xVO/qRq97nuCbo3Ipx0WY0RpTG07du4FHhWznIYOhufBD1+gRNIkdmcTf6IszDpyFU3NpQgQ3LY+1nDaqpAw=="
}
