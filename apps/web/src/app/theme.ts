import type { ThemeConfig } from 'antd';

/**
 * The tokens of the design, for antd. antd counts in pixels, the rest of the product in rem: so that 大字版 moves both,
 * every length is multiplied by the scale.
 * @param scale 1, 1.25, 1.5 or 2
 */
export function themeAt(scale: number): ThemeConfig {
  return {
    token: {
      colorPrimary: '#14566B',
      colorLink: '#14566B',
      colorError: '#B3261E',
      colorWarning: '#8A5300',
      colorSuccess: '#1D6A3B',
      colorInfo: '#2A4E9B',
      colorText: '#23211E',
      colorTextSecondary: '#56514A',
      colorTextTertiary: '#706A61',
      colorTextPlaceholder: '#706A61',
      colorBorder: '#8F887C',
      colorBorderSecondary: '#E7E3DB',
      colorBgLayout: '#FBFAF7',
      colorFillAlter: '#F7F5F0',
      fontFamily: 'var(--font)',
      fontSize: 16 * scale,
      fontSizeSM: 14 * scale,
      fontSizeLG: 17 * scale,
      lineHeight: 1.625,
      controlHeight: 40 * scale,
      controlHeightLG: 48 * scale,
      controlHeightSM: 32 * scale,
      borderRadius: 8,
      borderRadiusLG: 12,
      borderRadiusSM: 6,
      fontWeightStrong: 600,
      controlOutlineWidth: 3,
      controlOutline: 'rgba(20,86,107,.22)',
      motionDurationMid: '0.16s',
    },
    components: {
      Button: {
        defaultBorderColor: '#CFC8BC',
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        paddingInline: 18 * scale,
      },
    },
  };
}
