<#ftl output_format="plainText">
${msg(virtualMfa.what)}

<#if virtualMfa.deviceName??>
${msg("virtualMfaMailDevice")} ${virtualMfa.deviceName}
</#if>
${msg("virtualMfaMailAccount")} ${user.username} (${realmName})
${msg("virtualMfaMailTime")} ${virtualMfa.time}
<#if virtualMfa.ipAddress??>
${msg("virtualMfaMailIpAddress")} ${virtualMfa.ipAddress}
</#if>

${msg(virtualMfa.advice)}
