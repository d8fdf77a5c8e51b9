/** The acts of bull-board that the board offers here, by its own route, and how the audit log calls them. */
export const BOARD_ACTS: Readonly<Record<string, string>> = {
  'PUT /api/queues/:queueName/:jobId/retry': '原始队列：重试',
  'PUT /api/queues/:queueName/retry/:queueStatus': '原始队列：重试全部',
  'PUT /api/queues/:queueName/:jobId/clean': '原始队列：删除',
  'PUT /api/queues/:queueName/clean/:queueStatus': '原始队列：清理',
  'PUT /api/queues/:queueName/:jobId/promote': '原始队列：立即执行',
  'PUT /api/queues/:queueName/promote': '原始队列：全部立即执行',
  'PUT /api/queues/:queueName/pause': '原始队列：暂停',
  'PUT /api/queues/:queueName/resume': '原始队列：恢复',
};
