using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Tour.Running;

/// <summary>Makes what a chapter needs, and takes away what an earlier visit has left.</summary>
public static class Preparation
{
    public static async Task<Result<Done>> RunAsync(Workshop workshop, Chapter chapter, CancellationToken cancellation)
    {
        if (!workshop.State().TryGet(out var state, out var error)
            || !(await CloudReadiness.WaitForAgentsAsync(workshop.Cloud, state, cancellation)).TryGet(out _, out error))
            return error;
        if (chapter.Needs is Setting.Topology)
        {
            if (!(await Course.EnsureAsync(workshop.Directory, workshop.Cloud, cancellation)).TryGet(out _, out error)
                || !(await CloudReadiness.WaitForPortsAsync(workshop.Cloud, cancellation)).TryGet(out _, out error))
                return error;
        }
        return chapter.Cleaning is { } clean ? await clean(workshop, cancellation) : Done.Ok;
    }
}
