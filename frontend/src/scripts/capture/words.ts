// What capture says, in the page's language. What is said aloud names no illness and no person.
import type { Fault } from "./look";

const CHINESE = {
  checking: "正在查看照片……",
  DARK: "照片太暗，看不清文字。请到窗边或开灯后再拍一张。",
  BLURRED: "字迹模糊，看不清楚。请把手机拿稳，对准文字再拍一张。",
  LOW_RESOLUTION: "照片太小，文字看不清。请再近一点，或者上传原图。",
  FAR: "再近一点，让材料占满画面，再拍一张。",
  again: "重拍",
  anyway: "仍然使用",
  turn: "转一下",
  larger: "放大看",
  smaller: "缩小",
  remove: "不要这张",
  queued: "等着上传",
  sending: "正在上传 {share}%",
  arrived: "已经送到，正在检查……",
  broken: "网络断了。照片还在，连上后会自动接着传，不用重选。",
  signedOut: "登录过期了，照片还在这台设备上。请重新登录，会自动接着传。",
  closed: "这张照片手机打不开预览，会原样上传，由系统转换。",
  refused: "没有收下：",
  good: "拍好了。",
  picture: "您选的照片：{name}",
};

const ENGLISH: typeof CHINESE = {
  checking: "Looking at the photo…",
  DARK: "The photo is too dark to read. Please take it again near a window or with the light on.",
  BLURRED: "The print is blurred. Please hold the phone still, aim at the text and take it again.",
  LOW_RESOLUTION: "The photo is too small to read. Please come closer, or choose the original picture.",
  FAR: "Please come closer so that the paper fills the picture, and take it again.",
  again: "Take again",
  anyway: "Use anyway",
  turn: "Turn",
  larger: "Look closer",
  smaller: "Smaller",
  remove: "Leave out",
  queued: "Waiting to be sent",
  sending: "Sending {share}%",
  arrived: "Arrived, being checked…",
  broken: "The line is down. The photo is kept and will go on by itself when the line is back.",
  signedOut: "You have been signed out. The photo is kept on this device; please sign in again and it will go on.",
  closed: "This phone cannot show the photo; it is sent as it is and converted by us.",
  refused: "Not accepted: ",
  good: "Good photo.",
  picture: "The photo you chose: {name}",
};

export type Phrase = keyof typeof CHINESE;

export function said(phrase: Phrase | Fault, facts: Record<string, string | number> = {}): string {
  const words = document.documentElement.lang.startsWith("en") ? ENGLISH : CHINESE;
  return words[phrase].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ""));
}
