import { creditCodeCheckCharacter } from '@huzhu/domain/person/credit-code';

export interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly creditCode?: string;
  readonly socialInsuranceNumber?: string;
  readonly address?: string;
}

/** 行政区划代码 as far as the demo's credit codes need them (GB/T 2260). */
const REGIONS = { NS: '440305', FT: '440304', LH: '440309', BA: '440306', LG: '440307' } as const;
type District = keyof typeof REGIONS;

const DISTRICTS: Readonly<Record<District, string>> = {
  NS: '南山',
  FT: '福田',
  LH: '龙华',
  BA: '宝安',
  LG: '龙岗',
};

/** Street or 系统 unions, and the basic unions below each. All names are invented. */
const BRANCHES: readonly {
  readonly code: string;
  readonly district: District;
  readonly name: string;
  readonly address: string;
  readonly basic: readonly string[];
}[] = [
  {
    code: 'SZ-NS-YH',
    district: 'NS',
    name: '深圳市南山区粤海街道总工会',
    address: '南山区粤海街道科苑路',
    basic: [
      '深圳市鹏程精密电子有限公司工会',
      '深圳市后海建设工程有限公司工会',
      '深圳市云图信息技术有限公司工会',
      '深圳市海岸环境科技有限公司工会',
      '深圳市科苑物业管理有限公司工会',
      '深圳市南山区科苑实验幼儿园工会',
      '深圳市前湾供应链服务有限公司工会',
    ],
  },
  {
    code: 'SZ-NS-SK',
    district: 'NS',
    name: '深圳市南山区蛇口街道总工会',
    address: '南山区蛇口街道望海路',
    basic: ['深圳市蛇口港机维修有限公司工会', '深圳市赤湾冷链物流有限公司工会', '深圳市南山区渔港小学工会'],
  },
  {
    code: 'SZ-FT-LH',
    district: 'FT',
    name: '深圳市福田区莲花街道总工会',
    address: '福田区莲花街道红荔西路',
    basic: ['深圳市莲岭园林绿化有限公司工会', '深圳市景田电力设计有限公司工会', '深圳市福田区莲岭医院工会'],
  },
  {
    code: 'SZ-FT-JR',
    district: 'FT',
    name: '深圳市福田区金融系统工会联合会',
    address: '福田区福华三路',
    basic: ['深圳市岭南票据服务有限公司工会', '深圳市深港数据服务有限公司工会'],
  },
  {
    code: 'SZ-LH-GL',
    district: 'LH',
    name: '深圳市龙华区观澜街道总工会',
    address: '龙华区观澜街道大和路',
    basic: [
      '深圳市龙华区鸿茂精密工业有限公司工会',
      '深圳市观湖印刷包装有限公司工会',
      '深圳市大和五金制品有限公司工会',
      '深圳市龙华区观澜公共汽车场站工会',
    ],
  },
  {
    code: 'SZ-BA-XX',
    district: 'BA',
    name: '深圳市宝安区西乡街道总工会',
    address: '宝安区西乡街道宝源路',
    basic: [
      '深圳市宝源模具制造有限公司工会',
      '深圳市固戍连接器有限公司工会',
      '深圳市铁岗水务工程有限公司工会',
      '深圳市宝安区西乡环卫所工会',
    ],
  },
  {
    code: 'SZ-LG-BT',
    district: 'LG',
    name: '深圳市龙岗区坂田街道总工会',
    address: '龙岗区坂田街道吉华路',
    basic: ['深圳市坂雪岗通信器材有限公司工会', '深圳市吉华汽车零部件有限公司工会', '深圳市龙岗区雪象学校工会'],
  },
];

/** Fixed because they stand in tests and screenshots; the others follow from their place. */
const KNOWN: Readonly<Record<string, Partial<DemoUnit>>> = {
  'SZ-NS-YH-001': { creditCode: '81440305MC4000182U', socialInsuranceNumber: '305218' },
  'SZ-NS-YH-002': { socialInsuranceNumber: '305301' },
  'SZ-LH-GL-001': { socialInsuranceNumber: '309114' },
};

/** A city union with its tree: 市总工会 → 区 → 街道/系统 → 基层工会. Parents come before their children. */
export const DEMO_UNITS: readonly DemoUnit[] = [
  { code: 'SZ', name: '深圳市总工会', parent: null, ...legal('440300', 1) },
  ...Object.entries(DISTRICTS).map(([code, name], index) => ({
    code: `SZ-${code}`,
    name: `深圳市${name}区总工会`,
    parent: 'SZ',
    ...legal(REGIONS[code as District], index + 2),
  })),
  ...BRANCHES.flatMap((branch, place): DemoUnit[] => [
    {
      code: branch.code,
      name: branch.name,
      parent: `SZ-${branch.district}`,
      address: branch.address,
      ...legal(REGIONS[branch.district], 100 * (place + 1)),
    },
    ...branch.basic.map((name, index): DemoUnit => {
      const code = `${branch.code}-${String(index + 1).padStart(3, '0')}`;
      const sequence = 100 * (place + 1) + index + 1;
      return {
        code,
        name,
        parent: branch.code,
        address: `${branch.address} ${12 + index * 8} 号`,
        socialInsuranceNumber: `${REGIONS[branch.district].slice(3)}${String(sequence).padStart(4, '0')}`,
        ...legal(REGIONS[branch.district], sequence),
        ...KNOWN[code],
      };
    }),
  ]),
];

/** 81: a union with legal personality; the check character is computed by the domain's rule (GB 32100-2015). */
function legal(region: string, sequence: number): Pick<DemoUnit, 'creditCode'> {
  const body = `81${region}MC${String(4_100_000 + sequence * 37)}`;
  return { creditCode: body + creditCodeCheckCharacter(body) };
}
