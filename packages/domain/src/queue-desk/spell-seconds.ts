/** `41 秒`, `3 分 20 秒`, `2 小时 5 分`, `3 天`: as long as somebody would say it. */
export function spellSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} 秒`;
  if (whole < 3600) return two(Math.floor(whole / 60), '分', whole % 60, '秒');
  if (whole < 86_400) return two(Math.floor(whole / 3600), '小时', Math.floor((whole % 3600) / 60), '分');
  return `${Math.floor(whole / 86_400)} 天`;
}

function two(great: number, greatUnit: string, small: number, smallUnit: string): string {
  const word = greatUnit === '分' && small === 0 ? '分钟' : greatUnit;
  return small === 0 ? `${great} ${word}` : `${great} ${greatUnit} ${small} ${smallUnit}`;
}
