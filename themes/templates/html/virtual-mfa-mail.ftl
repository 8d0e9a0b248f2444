<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg(virtualMfa.what)}</p>
<p>
<#if virtualMfa.deviceName??>
${msg("virtualMfaMailDevice")} ${virtualMfa.deviceName}<br>
</#if>
${msg("virtualMfaMailAccount")} ${user.username} (${realmName})<br>
${msg("virtualMfaMailTime")} ${virtualMfa.time}<br>
<#if virtualMfa.ipAddress??>
${msg("virtualMfaMailIpAddress")} ${virtualMfa.ipAddress}<br>
</#if>
</p>
<p>${msg(virtualMfa.advice)}</p>
</@layout.emailLayout>
