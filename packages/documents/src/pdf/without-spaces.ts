/** On the screen a space parts Han and figures; on paper the composer sets that air itself. */
export function withoutSpaces(text: string): string {
  return text.replace(
    /(?<=\p{Script=Han}|[，。、；：（）“”]) (?=[0-9A-Za-z¥])|(?<=[0-9A-Za-z%]) (?=\p{Script=Han}|[，。、；：（）“”])/gu,
    '',
  );
}
