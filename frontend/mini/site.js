// Whose mini-program this is: the only file a region changes (docs/how-to/connect-a-mini-program.md).
module.exports = {
  address: "https://mtt.example.gov.cn", // where the service runs; also its business domain and request domain at the platform
  region: "511300",
  door: "wechat-mini", // the door's code in the region's pack
};
