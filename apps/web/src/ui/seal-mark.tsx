import './seal-mark.css';

/** The seal: the one place besides the current menu bar where 朱砂 stands for “ours”. */
export function SealMark({ size = 2.25 }: { size?: number }) {
  return (
    <span
      className="seal-mark"
      aria-hidden="true"
      style={{ width: `${size}rem`, height: `${size}rem`, fontSize: `${size * 0.38}rem` }}
    >
      <span>互</span>
      <span>助</span>
    </span>
  );
}
